"""The judge's command line; see run.sh."""
import argparse
import sys

import agreement
import least_heap
from model import Model
from table import Tally


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", choices=("agreement", "heaps"))
    parser.add_argument("--measure", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    model, tally = Model(), Tally()
    try:
        if arguments.measure is not None:
            least_heap.measure_all(model, arguments.measure)
            return 0
        if arguments.only != "heaps":
            agreement.judge(model, tally, arguments.long)
        if arguments.only != "agreement":
            least_heap.judge(model, tally, arguments.long)
    finally:
        model.close()
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
