"""The peer of `ingest.py`: the feed reader library `reader`, given the same feeds. Run by it.

    python tests/bench/ingest_reader.py PORT FEEDS WORKERS SEARCH

WORKERS is the `workers` of its `update_feeds`; SEARCH (0 or 1) has its search index on and kept up to date.
Prints for each pass its name, seconds, CPU seconds and entries stored, parted by tabs; then its peak memory.
"""

import logging
import resource
import sys
import tempfile
import time
import urllib.request
from pathlib import Path


def main() -> None:
    """Run the passes."""
    from reader import make_reader

    port, feeds, workers, search = map(int, sys.argv[1:])
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder, make_reader(str(Path(folder, "db.sqlite"))) as reader:
        for number in range(feeds):
            reader.add_feed(f"http://127.0.0.1:{port}/feed/{number}")
        if search:
            reader.enable_search()
        for name, change in (("first", ""), ("unchanged", ""), ("one new", "publish"), ("touched", "touch")):
            if change:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/{change}", data=b"")
            started, cpu = time.perf_counter(), time.process_time()
            reader.update_feeds(workers=workers, scheduled=False)
            if search:
                reader.update_search()
            seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
            print(name, seconds, cpu, reader.get_entry_counts().total, sep="\t")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
