"""Free ports: really free, all different, outside the range lent to outgoing connections."""

import socket

from services.stream.ports import FIRST, LAST, answers, free_ports, is_free


def test_free_ports_can_be_listened_on() -> None:
    found = free_ports(20)
    assert len(set(found)) == 20
    assert all(FIRST <= port < LAST for port in found)
    with socket.create_server(("127.0.0.1", found[0])):
        assert answers(found[0])
        assert not is_free(found[0])
    assert is_free(found[0])
    assert not answers(found[0])
