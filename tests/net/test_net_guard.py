"""Which addresses the guard passes."""

import pytest

from monitor.net.guard import is_listed, is_public

PUBLIC = [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.0", "126.255.255.255",
    "128.0.0.1", "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.167.255.255", "192.169.0.0",
    "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:200::1", "2606:4700::1111", "2a00:1450::1",
    "::ffff:1.1.1.1", "64:ff9b::808:808",
]  # fmt: skip

NOT_PUBLIC = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1",
    "127.255.255.255", "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1",
    "192.0.0.8", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1",
    "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::1",
    "2002:a00:1::1", "3fff::1", "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0",
    "febf::1", "fec0::1", "ff02::1", "ff0e::1", "", "localhost", "1.1.1", "0x7f.1", "127.1", "1.1.1.1 ",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_passes(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_any_other_address_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("host", "listed"),
    [
        ("wiki.lan", "wiki.lan"),
        ("WIKI.lan", "wiki.lan"),
        ("wiki.lan.", "wiki.lan"),
        ("wiki.lan", "wiki.lan:8080"),
        ("10.0.0.7", "10.0.0.7"),
        ("fd00::1", "fd00::1"),
        ("fd00::1", "[fd00::1]"),
        ("fd00::1", "[fd00::1]:8080"),
    ],
)
def test_a_host_is_listed_by_name_or_by_name_and_port(host: str, listed: str) -> None:
    assert is_listed(host, 8080, frozenset({"other", listed}))


@pytest.mark.parametrize("listed", ["wiki.lan:80", "lan", "x.wiki.lan", ".lan", "*"])
def test_a_list_entry_means_one_host_and_no_pattern(listed: str) -> None:
    assert not is_listed("wiki.lan", 8080, frozenset({listed}))
