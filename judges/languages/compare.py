"""`compare.py FOLDER LANGUAGE...`: holds what the apps of the languages wrote into FOLDER against TypeScript's; fails where they differ.

FOLDER/LANGUAGE/*.template.json have to be the same bytes once what may differ is taken out: CDK's metadata, which names the language, and the
parameters of assets. FOLDER/LANGUAGE.json, the facts, have to be the same values; of a refusal the message of TypeScript has to stand in that of
the other language, whole, with all its lines.
"""
import hashlib
import json
import pathlib
import sys

ROUNDING = 1e-12


def normalised(template):
    """A template without CDK's metadata, its condition, the parameters of assets and the rule of the bootstrap, in the order that it has."""
    resources = {name: resource for name, resource in template.get("Resources", {}).items() if resource["Type"] != "AWS::CDK::Metadata"}
    for resource in resources.values():
        resource.pop("Metadata", None)
    kept = dict(template, Resources=resources)
    for section, dropped in (
        ("Parameters", lambda name: name == "BootstrapVersion" or name.startswith("AssetParameters")),
        ("Rules", lambda name: name == "CheckBootstrapVersion"),
        ("Conditions", lambda name: name == "CDKMetadataAvailable"),
    ):
        rest = {name: value for name, value in kept.pop(section, {}).items() if not dropped(name)}
        if rest:
            kept[section] = rest
    return json.dumps(kept, indent=1) + "\n"


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def templates_of(folder):
    return {path.name: normalised(read(path)) for path in sorted(folder.glob("*.template.json"))}


def same(ours, theirs):
    """Numbers may be whole or not, as the language has them."""
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        return abs(ours - theirs) <= ROUNDING * abs(ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return ours == theirs


def differing_facts(ours, theirs):
    for name in sorted(ours.keys() | theirs.keys()):
        if name not in ours or name not in theirs:
            yield f"{name}: not in {'the other app' if name in ours else 'the app of TypeScript'}"
        elif name.startswith("refused."):
            if ours[name] == "taken" or ours[name] not in theirs[name]:
                yield f"{name}: told as {theirs[name]!r}, not as {ours[name]!r}"
        elif not same(ours[name], theirs[name]):
            yield f"{name}: {theirs[name]!r}, not {ours[name]!r}"


def differing_templates(ours, theirs):
    if not ours:
        yield "no template of TypeScript"
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            yield f"{name} differs"


def main(folder, languages):
    ours, facts = templates_of(folder / "typescript"), read(folder / "typescript.json")
    refusals = sum(name.startswith("refused.") for name in facts)
    wrong = []
    for language in languages:
        theirs, their_facts = templates_of(folder / language), read(folder / f"{language}.json")
        found = [*differing_templates(ours, theirs), *differing_facts(facts, their_facts)]
        wrong += [f"{language}: {line}" for line in found]
        digest = hashlib.sha256("".join(theirs.values()).encode()).hexdigest()[:16]
        print(f"{language}: {len(theirs)} templates ({digest}), {len(their_facts) - refusals} facts and {refusals} refusals, {len(found)} differences")
    print(*wrong, sep="\n", end="" if not wrong else "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2:]))
