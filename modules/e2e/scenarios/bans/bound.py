"""Runs a Python program with its sockets bound to an address: svwar and svcrack ignore the one they are given.

bound.py ADDRESS PROGRAM [ARGUMENT ...]
"""
import os
import runpy
import shutil
import socket
import sys

bind = socket.socket.bind
address = sys.argv[1]
socket.socket.bind = lambda self, to: bind(self, (address, to[1]))
sys.argv = sys.argv[2:]
program = os.path.realpath(shutil.which(sys.argv[0]))
sys.path.insert(0, os.path.dirname(program))
runpy.run_path(program, run_name="__main__")
