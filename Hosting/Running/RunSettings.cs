using Microsoft.Extensions.Configuration;
using Workshop.Cluster.Images;
using Workshop.Hosting.NativePrograms;

namespace Workshop.Hosting.Running;

/// <summary>What a run was asked for, of whichever way: a flag, a variable, a settings file.</summary>
/// <param name="StateFolder">Full path.</param>
/// <param name="Nodes">Null: the model's number.</param>
/// <param name="AutoPorts">True: any free ports. False: 8080, 8443 and 6443, or the next free ones.</param>
/// <param name="Empty">True: a cluster without the application.</param>
/// <param name="Debug">The projects that are left to Aspire's orchestrator; <c>*</c> stands for all.</param>
internal sealed record RunSettings(string StateFolder, int? Nodes, bool AutoPorts, bool Empty, IReadOnlyList<string> Debug)
{
    public const string Section = "Workshop";
    public const string TerminalKey = "Terminal";

    /// <value>What pods can be made of.</value>
    public ImageCatalogue Images { get; init; } = ImageCatalogue.Empty;

    /// <value>The programs of <see cref="Images"/> that can be native code, too.</value>
    public IReadOnlyList<NativeBuild> NativeBuilds { get; init; } = [];

    /// <value>What the AppHost itself could have compiled ahead; null where its build does not want that.</value>
    public AheadList? AheadList { get; init; }

    public NativeProgramsMode NativePrograms { get; init; }

    /// <value>True: Redis is Aspire's own container.</value>
    public bool RedisAsContainer { get; init; }

    /// <value>True: the cluster page runs beside the application.</value>
    public bool HasPage { get; init; }

    public bool IsDebugged(string project) => Debug.Contains("*") || Debug.Contains(project, StringComparer.OrdinalIgnoreCase);

    public static RunSettings Read(IConfiguration configuration, string appHostDirectory)
    {
        var section = configuration.GetSection(Section);
        return new(
            Running.StateFolder.Locate(section["State"], configuration[Running.StateFolder.Variable], appHostDirectory),
            section.GetValue<int?>("Nodes"),
            section["Ports"] == "auto",
            section.GetValue<bool>("Empty"),
            (section["Debug"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            NativePrograms = NativeProgramsSetting.Read(configuration),
            RedisAsContainer = section["Redis"] == "container",
            // An empty cluster, and a test without a browser, have nobody who looks.
            HasPage = section.GetValue("Dashboard", defaultValue: section.GetValue<bool>(TerminalKey) && !section.GetValue<bool>("Empty")),
        };
    }
}
