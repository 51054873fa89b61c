"""Counting and printing."""
import sys
from dataclasses import dataclass, field


@dataclass
class Tally:
    agreed: int = 0
    disagreed: list[str] = field(default_factory=list)

    def add(self, what: str, agrees: bool, detail: str = "") -> None:
        print(f"{'agrees   ' if agrees else 'DISAGREES'} {what}{'' if agrees else ': ' + detail}", flush=True)
        if agrees:
            self.agreed += 1
        else:
            self.disagreed.append(what)

    def close(self) -> int:
        print(f"{self.agreed} agreed, {len(self.disagreed)} disagreed")
        return 1 if self.disagreed else 0


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
