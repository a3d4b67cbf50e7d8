"""Where items come from other than by polling: the documents of the seeds folder."""
