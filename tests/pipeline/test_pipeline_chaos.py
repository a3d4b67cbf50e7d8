"""Killed at any moment, with a mail server of any mood: nothing lost, nothing in two issues.

`pytest -m heavy tests/pipeline/test_pipeline_chaos.py` kills 200 times and tries each fault 20 times.
"""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from chaos_life import RECIPIENTS, START, Program, clock_from
from chaos_server import ACCEPTING, FAULTS, Accepted, ChaosServer
from desk import Clock

LIFE = Path(__file__).with_name("chaos_life.py")


def items_in(content: bytes) -> set[str]:
    """Return the items that a mail tells of."""
    plain, _ = message_from_bytes(content).get_payload()
    text = " ".join(plain.get_payload(decode=True).decode().split())
    return set(re.findall(r"Item ([\d-]+) end", text))


def message_id(accepted: Accepted) -> str:
    return str(message_from_bytes(accepted.content)["Message-ID"])


def assert_nothing_lost_or_doubled(program: Program, accepted: Iterable[Accepted]) -> int:
    """Check the ledger against what readers got; return the number of items."""
    with program.store.read() as tx:
        stored = {item.guid for item in tx.items.list_below(1 << 60, limit=1_000_000)}
        assert tx.outbox.counts().keys() <= {"sent"}
    told: dict[str, Counter[str]] = defaultdict(Counter)
    copies: dict[str, set[bytes]] = defaultdict(set)
    for each in accepted:
        if each.content not in copies[message_id(each)]:
            told[each.recipient].update(items_in(each.content))
        copies[message_id(each)].add(each.content)
    assert {len(same) for same in copies.values()} == {1}, "a repeat with another body"
    for recipient in RECIPIENTS:
        assert set(told[recipient]) == stored, f"an item lost for {recipient}"
        assert set(told[recipient].values()) == {1}, f"an item in two issues for {recipient}"
    return len(stored)


def assert_repeats_are_only_those_nobody_can_avoid(accepted: list[Accepted]) -> int:
    """Check that a message came again only when its acceptance was not heard of; return how many did."""
    last_of_life = {each.life: number for number, each in enumerate(accepted)}
    last_of_message = {message_id(each): number for number, each in enumerate(accepted)}
    repeated = [n for n, each in enumerate(accepted) if last_of_message[message_id(each)] > n]
    for number in repeated:
        each = accepted[number]
        assert not each.is_told or last_of_life[each.life] == number
    return len(repeated)


def time_lap(program: Program) -> float:
    """Return the seconds of one lap, here and now: on a busy machine too, a life is some laps long."""
    program.work(lap="0-0")
    began = time.monotonic()
    program.work(lap="0-1")
    return time.monotonic() - began


def kill_again_and_again(folder: Path, *, times: int, seed: int) -> None:
    chance = random.Random(seed)
    moods: list[str | None] = [*FAULTS, *[None] * 18]
    with ChaosServer(lambda: None) as server:
        database = folder / "monitor.db"
        first = Program(database, server.port, clock=clock_from(START))
        first.prepare()
        lap_s = time_lap(first)
        first.store.close()
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, str(LIFE), str(database), str(server.port)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        ) as lives:
            assert lives.stdin
            assert lives.stdout
            server.fault = lambda: chance.choice(moods)
            for life in range(1, times + 1):
                server.life = life
                lives.stdin.write(f"{life}\n")
                lives.stdin.flush()
                child = int(lives.stdout.readline())
                time.sleep(chance.uniform(0.1, 4) * lap_s)
                os.kill(child, signal.SIGKILL)
                assert lives.stdout.readline() == "dead\n"
            lives.stdin.close()
        server.life, server.fault = times + 1, lambda: None
        # What a killed life sent last may still be on its way into the server.
        time.sleep(0.1)
        last = Program(database, server.port, clock=clock_from(START + timedelta(hours=2 * times + 2)))
        last.finish()
        items = assert_nothing_lost_or_doubled(last, server.accepted)
        repeats = assert_repeats_are_only_those_nobody_can_avoid(server.accepted)
        last.store.close()
    print(f"{times} kills: {items} items, {len(server.accepted)} mails accepted, {repeats} repeats")  # noqa: T201 - the figure
    assert items > times / 2


def suffer(folder: Path, fault: str) -> None:
    """Send an issue to a server with a fault, then to a polite one."""
    with ChaosServer(lambda: fault) as server:
        clock = Clock(START)
        # Patience on a busy machine, where patience is not what is tried.
        timeout_s = 0.5 if "hangs" in fault else 10
        program = Program(folder / "monitor.db", server.port, clock=clock, timeout_s=timeout_s)
        program.prepare()
        program.work(lap="1")
        with program.store.read() as tx:
            struck = tx.outbox.list_deliveries(failed_only=True)
        assert {delivery.recipient for delivery in struck} == set(RECIPIENTS)
        server.fault = lambda: None
        clock.forward(hours=2)
        program.finish()
        assert assert_nothing_lost_or_doubled(program, server.accepted) == 2
        assert len(server.accepted) == (2 if fault in ACCEPTING else 1) * len(RECIPIENTS)
        program.store.close()


def test_ten_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, times=10, seed=2026)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_mail_server_loses_nothing(tmp_path: Path, fault: str) -> None:
    suffer(tmp_path, fault)


@pytest.mark.heavy
def test_two_hundred_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, times=200, seed=int(os.environ.get("CHAOS_SEED", "1")))


@pytest.mark.heavy
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_twenty_times_over_loses_nothing(tmp_path: Path, fault: str) -> None:
    for run in range(20):
        suffer(tmp_path / str(run), fault)
