using System.Text.RegularExpressions;

namespace Workshop.House.Tests.Threats;

/// <summary>Docs/threat-model.md claims nothing that no test holds.</summary>
public sealed partial class ThreatModelTests
{
    private static readonly string[] Lines = WorkingCopy.Text("Docs/threat-model.md").Split('\n');

    [Fact]
    public void Every_test_that_a_claim_names_exists()
    {
        var named = Lines.SelectMany(line => NamedTest().Matches(line)).Select(found => (Room: found.Groups["room"].Value, Class: found.Groups["class"].Value, Method: found.Groups["method"].Value)).ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, test => !Exists(test.Room, test.Class, test.Method));
    }

    [Fact]
    public void Every_claim_names_a_test()
    {
        var claims = Lines.SkipWhile(line => line != "## Claims and their tests").TakeWhile(line => line != "## What is not defended")
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line != "| claim | held by |").ToList();

        Assert.NotEmpty(claims);
        Assert.All(claims, claim => Assert.Matches(NamedTest(), claim));
    }

    private static bool Exists(string room, string @class, string method) => WorkingCopy.Files
        .Where(file => file.StartsWith($"Tests/{room}/", StringComparison.Ordinal) && file.EndsWith($"/{@class}.cs", StringComparison.Ordinal))
        .Any(file => WorkingCopy.Text(file).Contains($" {method}(", StringComparison.Ordinal));

    // `Cluster/RbacTests.A_binding_keeps_its_role`
    [GeneratedRegex(@"`(?<room>\w+)/(?<class>\w+Tests)\.(?<method>\w+)`")]
    private static partial Regex NamedTest();
}
