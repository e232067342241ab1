using System.Text.RegularExpressions;

namespace Workshop.House.Tests;

/// <summary>A setting that is written somewhere (in the AppHost's model, a manifest, a paper) and read nowhere is a promise that nobody keeps.</summary>
public sealed partial class SettingTests
{
    private static readonly string[] Written = [".cs", ".md", ".yaml", ".json", ".csproj", ".targets", ".sh"];

    [Fact]
    public void Every_setting_that_is_written_is_read()
    {
        // What reads a setting names it by a colon, or by its own word beside its section's; what writes one does it as variables are written.
        var readers = string.Concat(WorkingCopy.Files.Where(IsProduct).Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).Select(file => Variable().Replace(WorkingCopy.Text(file), "")));
        var words = Word().Matches(readers).Select(word => word.Value).ToHashSet(StringComparer.Ordinal);

        var settings = WorkingCopy.Files.Where(IsProduct).Where(file => Written.Contains(Path.GetExtension(file)))
            .SelectMany(file => Variable().Matches(WorkingCopy.Text(file)).Select(found => (Setting: found.Value, File: file)))
            .ToList();

        Assert.Contains(settings, setting => setting.Setting == "Workshop__Signing__Key");
        Assert.DoesNotContain(settings, setting => !words.Contains(setting.Setting.Split("__")[^1]));
    }

    private static bool IsProduct(string file) =>
        !file.StartsWith("Tests/", StringComparison.Ordinal) && !file.StartsWith("Docs/decisions/", StringComparison.Ordinal) && file != "CHANGELOG.md";

    [GeneratedRegex("Workshop(__[A-Z][A-Za-z]+)+")]
    private static partial Regex Variable();

    [GeneratedRegex("[A-Z][A-Za-z]+")]
    private static partial Regex Word();
}
