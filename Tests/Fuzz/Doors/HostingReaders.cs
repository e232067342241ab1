using Workshop.Fuzz.Tests.Engine;
using Workshop.Hosting.CommandLine;
using Workshop.Hosting.Manifests;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>What an AppHost reads: its command line, manifests of others.</summary>
internal static class HostingReaders
{
    public static IEnumerable<ReaderDoor> All() =>
    [
        ReaderDoor.OfText("apphost-arguments", text => RunCommandLine.Parse(text.Split('\n')), ["--nodes\n5\n--ports\nauto\n--empty\n--Workshop:X=y", "--operation\npublish\n--step\ndeploy\n--overlay\nlocal\n--output-path\n/tmp/x", "--publisher\nmanifest"], "\n", "--", "=", "/", "--debug\n*", "--state"),
        ReaderDoor.Refusing<ManifestException>("manifest", text => ManifestText.Read("guest", "guest.yaml", text),
            [.. Directory.EnumerateFiles(Repository.PathOf("Labs"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(6).Select(File.ReadAllText), """{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}]}"""],
            "---\n", "items:", "kind: List", "&a ", "*a", "- ", "? "),
    ];
}
