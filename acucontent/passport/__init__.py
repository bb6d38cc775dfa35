"""The quality passport: what programs could prove of a guide, what failed, and what people must still say and sign.

It is informed by PEMAT and the other instruments; it is no score of any: those are given by people.
"""
