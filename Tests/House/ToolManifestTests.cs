using System.Text.Json;

namespace Workshop.House.Tests;

public sealed class ToolManifestTests
{
    // findings/tool-manifest-order.sh: in a fresh home the SDK fails for whatever stands after it.
    [Fact]
    public void The_tool_whose_package_is_per_system_comes_last()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Repository.PathOf(".config", "dotnet-tools.json")));

        Assert.Equal("aspire.cli", manifest.RootElement.GetProperty("tools").EnumerateObject().Last().Name);
    }
}
