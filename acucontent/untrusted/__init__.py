"""Read files from anyone. Each function runs in a child process with limits, see `acucontent.isolation`.

The functions take bytes and return JSON values and bytes. Their modules import little, because a child process starts
for each file.
"""
