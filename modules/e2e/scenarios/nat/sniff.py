"""Writes what every UDP packet received in this network namespace carries to standard output, after a line that says from where to where."""
import socket
import struct
import sys

IPV4 = 0x0800
UDP = 17

wire = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(IPV4))
out = sys.stdout.buffer
out.write(b"listening\n")
out.flush()
while True:
    packet = wire.recv(65535)
    if packet[9] != UDP:
        continue
    start = (packet[0] & 15) * 4
    source, target, length = struct.unpack_from(">HHH", packet, start)
    way = f"\n--- {socket.inet_ntoa(packet[12:16])}:{source} > {socket.inet_ntoa(packet[16:20])}:{target}\n"
    out.write(way.encode())
    out.write(packet[start + 8 : start + length])
    out.flush()
