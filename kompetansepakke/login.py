import ipaddress

from django.conf import settings

LONGEST_NAME = 150


def name_tried(request, credentials=None):
    """The user name that somebody tries, or None. No user's is longer than what is kept of it.

    Django's form for logging in refuses no length, and a database may.
    """
    name = (credentials or request.POST).get('username')
    return name and name[:LONGEST_NAME]


def client_address(request):
    """The address that asks, as text, or None when there is none (a proxy on a socket that does not say).

    With BEHIND_PROXY it is the last in X-Forwarded-For: our proxy wrote that one, while anybody can send those before
    it. Of an IPv6 address only the network (/64) counts, because whoever has one has all of it.
    """
    candidates = [request.META.get('REMOTE_ADDR', '')]
    if settings.BEHIND_PROXY:
        candidates.insert(0, request.headers.get('X-Forwarded-For', '').rpartition(',')[2])
    for candidate in candidates:
        try:
            address = ipaddress.ip_address(candidate.strip())
        except ValueError:
            continue
        if address.version == 4:
            return str(address)
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((int(address), 64), strict=False).network_address)
    return None
