"""Tries whether a clinic's people can see or change what is another clinic's, over every URL.

Two clinics are built in a throw-away install; each text of theirs holds a word that occurs nowhere
else, a canary. Then each role signs in and requests every URL pattern with the other's ids.
"""
