"""What the tests of the worker run in it: top-level functions of an importable module."""

import ctypes
import os
import signal
import sys

import pyarrow as pa

from gwdash.errors import DataRejected

KEPT = []


class Stubborn(Exception):
    def __init__(self, first, second):
        super().__init__(first)
        self.second = second


def add(a, b):
    return a + b


def divide(a, b):
    return a / b


def reject(text):
    raise DataRejected(text)


def raise_what_cannot_be_sent():
    raise Stubborn(1, 2)


def give_a_lambda():
    return lambda: None


def panic():
    raise type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})("boom")


def keep(amount):
    KEPT.append(bytearray(amount))


def print_and_return(value):
    sys.stdout.write("noise" * 100)
    os.write(1, b"more noise\n")
    return value


def table(count):
    return pa.table({"a": range(count), "b": [str(n) for n in range(count)]})


def main_file():
    return getattr(sys.modules["__main__"], "__file__", None)


def die(how):
    if how == "abort":
        os.abort()
    if how == "exit":
        os._exit(0)
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    ctypes.string_at(0)
