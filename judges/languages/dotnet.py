"""`dotnet.py ASSEMBLY FOLDER`: whether the sources for .NET are whole, as far as that can be seen without an SDK; fails where they are not."""
import json
import pathlib
import re
import sys

#: What jsii-pacmak calls a type of the assembly: interfaces and structs with an I.
PREFIXES = {"class": "", "enum": "", "interface": "I"}


def problems(types, folder):
    """What is missing.

    >>> problems([], pathlib.Path("nowhere"))
    ['nowhere: no project file']
    """
    project = next(folder.glob("*.csproj"), None)
    if project is None:
        return [f"{folder}: no project file"]
    text = project.read_text(encoding="utf-8")
    missing = [] if "Amazon.CDK.Lib" in text and "Amazon.JSII.Runtime" in text else [f"{project.name}: does not ask for aws-cdk-lib and the runtime"]
    bundle = re.search(r'EmbeddedResource Include="([^"]+)"', text)
    if bundle is None or not (folder / bundle[1]).is_file():
        missing.append(f"{project.name}: the library itself is not embedded")
    sources = {path.stem: path.read_text(encoding="utf-8") for path in folder.rglob("*.cs")}
    for one in types:
        name = PREFIXES[one["kind"]] + one["name"]
        if not re.search(rf"\b(class|interface|enum) {name}\b", sources.get(name, "")):
            missing.append(f"{name}: no source")
        missing += [f"{name}.{member}: not there" for member in members(one) if not re.search(rf"\b{member}\b", sources.get(name, ""))]
    return missing


def members(one):
    """Names as C# has them; values of enums stay as they are.

    >>> members({"properties": [{"name": "heapMiB"}], "methods": [{"name": "toJson"}], "members": [{"name": "G1"}]})
    ['HeapMiB', 'ToJson', 'G1']
    """
    named = [*one.get("properties", []), *one.get("methods", [])]
    return [member["name"][0].upper() + member["name"][1:] for member in named] + [member["name"] for member in one.get("members", [])]


def main(assembly, folder):
    types = json.loads(pathlib.Path(assembly).read_text(encoding="utf-8"))["types"].values()
    missing = problems(types, pathlib.Path(folder))
    print(*missing, sep="\n", end="\n" if missing else "")
    print(f"dotnet: {len(types)} types, {sum(len(members(one)) for one in types)} members, {len(missing)} missing")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
