using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.Testing;
using Workshop.Hosting.Tests.Models;

namespace Workshop.Hosting.Tests.Translation;

/// <summary>The AppHost's own Program.cs, translated whole. To accept a change: WORKSHOP_ACCEPT_GOLDEN=1, run, read the difference.</summary>
public class AppHostGoldenTests
{
    private const string Golden = "Golden/run.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Program_cs_becomes_exactly_these_objects()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--ports", "auto"]);
        var model = TestModel.Read(builder);

        var text = new JsonArray([.. TestModel.Translate(model).Select(item => item.Body.DeepClone())]).ToJsonString(Indented) + "\n";

        if (Environment.GetEnvironmentVariable("WORKSHOP_ACCEPT_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(Repository.PathOf("Tests", "Hosting", "Golden", "run.json"), text);
        }

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, Golden)), text);
    }
}
