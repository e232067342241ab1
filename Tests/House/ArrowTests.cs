using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Workshop.House.Tests;

/// <summary>Who may use whom. A new arrow between rooms is a decision: it is drawn here and in Docs/map.md first.</summary>
public sealed class ArrowTests
{
    // Room → rooms whose types it may use. Tests may use all.
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["AppHost"] = ["Hosting", "Labs"],
        ["ServiceDefaults"] = [],
        ["Services/Endpoints"] = ["ServiceDefaults"],
        ["Services/Hello"] = ["ServiceDefaults", "Services/Endpoints"],
        ["Services/Auth"] = ["ServiceDefaults", "Services/Endpoints"],
        ["Services/Monolith"] = ["ServiceDefaults", "Services/Endpoints"],
        ["Gateway"] = ["ServiceDefaults"],
        ["Hosting"] = ["Embedded/Cluster"],
        ["Embedded/Cluster"] = [],
        ["Embedded/ClusterPage"] = ["ServiceDefaults", "Labs"],
        ["Embedded/Toolbox"] = [],
        ["Labs"] = [],
    };

    public static TheoryData<string> Rooms => [.. MayUse.Keys];

    [Fact]
    public void Every_project_outside_Tests_and_Benchmarks_has_its_arrows_drawn() => Assert.Equal(
        MayUse.Keys.Order(StringComparer.Ordinal),
        Project.All.Where(project => !project.IsTest && !project.Room.StartsWith("Benchmarks", StringComparison.Ordinal)).Select(project => project.Room));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_names_only_the_rooms_that_it_may_use(string room) =>
        Assert.Subset(MayUse[room].ToHashSet(), ProjectOf(room).References.ToHashSet());

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_rooms_types_come_only_from_rooms_that_it_may_use(string room)
    {
        // What comes in by way of another room's references is an arrow, too: only the compiled program shows it.
        var allowed = Reachable(room).Select(AssemblyOf).ToHashSet();

        Assert.Subset(allowed, CompiledReferences(room).Where(name => name.StartsWith("Workshop.", StringComparison.Ordinal)).ToHashSet());
    }

    [Fact]
    public void The_AppHost_sees_the_embedded_engine_through_Hosting_alone() =>
        Assert.DoesNotContain(CompiledReferences("AppHost"), name => name.StartsWith("Workshop.", StringComparison.Ordinal) && name is not ("Workshop.Hosting" or "Workshop.Labs"));

    [Fact]
    public void The_cluster_knows_nothing_of_Aspire() =>
        Assert.DoesNotContain(CompiledReferences("Embedded/Cluster"), name => name.StartsWith("Aspire", StringComparison.Ordinal));

    [Fact]
    public void No_web_project_uses_another_because_both_publish_settings_files()
    {
        var web = Project.All.Where(project => project.IsWeb).Select(project => project.Room).ToHashSet();

        Assert.DoesNotContain(Project.All, project => !project.IsTest && project.IsWeb && project.References.Any(web.Contains));
    }

    private static Project ProjectOf(string room) => Project.All.Single(project => project.Room == room);

    private static string AssemblyOf(string room) => "Workshop." + Path.GetFileName(room);

    private static IEnumerable<string> Reachable(string room) => MayUse[room].Concat(MayUse[room].SelectMany(Reachable));

    private static List<string> CompiledReferences(string room)
    {
        var path = Repository.PathOf(room, "bin", Repository.Configuration, "net10.0", AssemblyOf(room) + ".dll");
        Assert.True(File.Exists(path), $"'{path}' is not built. Build Workshop.sln first.");
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
