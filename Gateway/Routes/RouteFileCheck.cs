using Microsoft.Extensions.Configuration.Memory;

namespace Workshop.Gateway.Routes;

/// <summary>Finds everything that is wrong with a route file, and where it stands.</summary>
internal static class RouteFileCheck
{
    /// <returns>In the order of the file.</returns>
    public static IReadOnlyList<string> Find(PlacedJson json)
    {
        var findings = new List<(int Line, string Text)>(json.Findings);
        findings.AddRange(json.Values.Select(value => (value.Line, RouteCheck.Judge(value.Key, value.Text))).Where(finding => finding.Item2 is not null)!);
        using var file = new ConfigurationRoot([new MemoryConfigurationProvider(new MemoryConfigurationSource { InitialData = RouteText.DataOf(json) })]);
        findings.AddRange(RouteCheck.Find(file, key => $" on line {LineOf(key)}").Select(finding => (LineOf(finding.Key), finding.Text)));
        return [.. findings.OrderBy(finding => finding.Line).Select(finding => $"line {finding.Line}: {finding.Text}")];

        int LineOf(string key) => json.LineOf(key) ?? 1;
    }
}
