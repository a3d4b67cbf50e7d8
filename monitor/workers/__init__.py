"""Worker processes for work that may hang, swell or crash: killed and replaced when they do.

A worker is a fresh interpreter that imports one function and is handed jobs over a socket pair. It gets none
of our open files, and of our environment only what an interpreter needs, so no secrets.
"""
