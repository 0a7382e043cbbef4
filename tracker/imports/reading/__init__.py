"""Uploads become rows of plain texts. The files are strangers': they are opened only in a child process (`child`)
that has little memory, little time, no settings and no database; what comes back is read with limits, too.
"""
