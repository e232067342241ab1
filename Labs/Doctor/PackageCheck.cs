using System.Text.Json;
using Workshop.Labs.Kits;

namespace Workshop.Labs.Doctor;

/// <summary>Whether the application can be built on this machine without a network: all its packages are here, or come with a kit.</summary>
internal static class PackageCheck
{
    public static Finding Look(string root, string here, IReadOnlyList<string> folders)
    {
        var kit = KitOf(root);
        IReadOnlyList<KitPackage> packages;
        try
        {
            packages = PackageList.For(root, here, kit ?? "linux-x64");
        }
        catch (LabException e)
        {
            return Finding.Note("which packages are needed is not known", e.Message);
        }

        var missing = packages.Where(package => package.Find(folders) is null).ToList();
        return (missing.Count, kit) switch
        {
            (0, null) => Finding.Ok($"{packages.Count} packages are here: no network is needed"),
            (0, _) => Finding.Ok($"{packages.Count} packages came with this kit: no network is needed"),
            (_, null) => Finding.Note(
                $"{missing.Count} of {packages.Count} packages are not here yet: {KitPlan.Some(missing)}",
                "'./workshop up' fetches them once, with a network; where there is none, './workshop kit' on a machine that has them packs a kit."),
            _ => Finding.Missing(
                $"{missing.Count} of {packages.Count} packages: {KitPlan.Some(missing)}",
                $"This kit is for {kit}, this machine is {here}. Put their .nupkg files into packages/, take a kit for {here}, or delete nuget.config where there is a network."),
        };
    }

    // { "kitFor": "linux-x64" }
    private static string? KitOf(string root)
    {
        var file = Path.Combine(root, KitPapers.Facts);
        return File.Exists(file) && JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file)).TryGetProperty("kitFor", out var rid) ? rid.GetString() : null;
    }
}
