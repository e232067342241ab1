using System.Text;

namespace Workshop.Labs.Kits;

/// <summary>What a kit has beside the repository's files: where its things lie, and what it says of itself.</summary>
internal static class KitPapers
{
    public const string Packages = "packages";
    public const string Programs = "programs";
    public const string Tools = "tools";
    public const string ReadMe = "KIT-README.md";
    public const string NuGetConfig = "nuget.config";
    public const string Facts = "kit.json";

    /// <value>Packages come from the kit's folder and from nowhere else.</value>
    public const string NuGetConfigText = """
        <?xml version="1.0" encoding="utf-8"?>
        <!-- A kit for a room without network: delete this file to take packages from your machine's usual sources again. -->
        <configuration>
          <packageSources>
            <clear />
            <add key="kit" value="packages" />
          </packageSources>
        </configuration>

        """;

    public static string FactsOf(string rid) => $"{{\n  \"kitFor\": \"{rid}\"\n}}\n";

    public static string ReadMeOf(string rid, IReadOnlyList<KitPackage> missing, IEnumerable<string> tools)
    {
        var text = new StringBuilder($$"""
            # The workshop without network

            This folder is the workshop for {{rid}}, with every package that building it takes. Nothing is fetched.

            1. The machine needs the .NET SDK 10 and kubectl 1.31 or later, which are not in here{{(tools.Any() ? " unless you find them in `tools/`" : string.Empty)}}: https://dot.net/download, https://kubernetes.io/docs/tasks/tools/.
            2. `./workshop doctor` (Windows: `workshop doctor`) says within seconds what is missing.
            3. `dotnet run --project AppHost`, or `./workshop up --empty` for the labs, starts it. The first start builds for a minute or two, and NuGet unpacks about 1 GB into your home.
            4. `./workshop labs` lists what there is to do; `./workshop lab 0` begins.

            | folder | what it holds |
            |---|---|
            | `packages/` | NuGet packages; `nuget.config` names this folder as the only source |
            | `programs/` | the labs' program and the application's own, built: `dotnet programs/monolith/Workshop.Monolith.dll`. `./workshop` uses the first until something newer is built |
            | `Labs/` | the guides, their YAML and solutions |

            """);
        if (tools.Any())
        {
            text.Append($"| `tools/` | {string.Join(", ", tools.Select(tool => $"`{tool}`"))} |\n");
        }

        text.Append("\nWhat only tests, benchmarks and native images need is not in here: open `AppHost/AppHost.csproj` in an editor rather than the whole solution.\n");
        if (missing.Count > 0)
        {
            text.Append($"\n## Missing\n\nThis kit was packed on another kind of machine, which did not have:\n\n");
            text.AppendJoin(string.Empty, missing.Select(package => $"- {package.Id} {package.Version}\n"));
            text.Append($"\nPut their `.nupkg` files into `packages/` (https://www.nuget.org/packages), or pack the kit on a {rid} machine.\n");
        }

        return text.ToString();
    }
}
