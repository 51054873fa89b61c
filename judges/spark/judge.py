"""The judge's command line; see run.sh."""
import argparse
import sys

import agreement
import constants
import least_heap
import resident
from model import Model
from table import Tally


PARTS = {"agreement": agreement.judge, "heaps": least_heap.judge, "native": resident.judge}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", choices=("agreement", "heaps", "native"))
    parser.add_argument("--measure", nargs="*", metavar="NAME")
    parser.add_argument("--predict", action="store_true")
    parser.add_argument("--measure-native", nargs="*", metavar="NAME")
    parser.add_argument("--measure-constants", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    model, tally = Model(), Tally()
    try:
        if arguments.measure is not None:
            least_heap.measure_all(model, arguments.measure)
            return 0
        if arguments.predict:
            least_heap.predict_all(model)
            return 0
        if arguments.measure_native is not None:
            resident.measure_all(model, arguments.measure_native)
            return 0
        if arguments.measure_constants is not None:
            constants.measure_all(arguments.measure_constants)
            return 0
        for name, part in PARTS.items():
            if arguments.only in (None, name):
                part(model, tally, arguments.long)
    finally:
        model.close()
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
