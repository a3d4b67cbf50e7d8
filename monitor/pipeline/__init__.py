"""The order of the steps: the only package that knows more than one of them.

    store.claim_due | fetch | parse | normalise | store.recognition | query.match | store.save
    store.unplaced | story.cluster | store.save
    digest.windows | store.candidates | digest.select | digest.render | store.issues | deliver | mark

Each flow is one file, and `jobs` names those that the service does. `reading` and `pages` are the parts of
`ingest` and `fulltexts` that run in a worker process.
"""
