"""The quality passport: what programs could prove about a guide, what failed, and what people must review and sign.

It is informed by PEMAT and other instruments but is not a score of any of them: only people give those scores.
"""
