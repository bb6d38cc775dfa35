"""Waits for an answer when it is imported."""

input("License key? ")
