"""The order of the steps: the only package that knows more than one of them.

    store.claim_due | fetch | parse | normalise | store.find_changes | query.match | store.save
    store.open_window | digest.select | digest.render | store.add_issue + outbox | deliver | store.mark

Each flow is one file: `ingest` (with `keeping`), `retag`, `issues`, `outbox`; `reading` is the part of
`ingest` that runs in a worker process.
"""
