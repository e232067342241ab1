using System.CommandLine;
using System.Globalization;
using Workshop.Labs.Kits;

namespace Workshop.Labs.Commands;

/// <summary><c>kit</c>: the workshop for a room without network, as one file.</summary>
internal static class KitCommand
{
    public static Command Create(CommonOptions options)
    {
        var rid = new Option<string>("--rid") { Description = "For which kind of machine. Default: this one's.", HelpName = "RID", DefaultValueFactory = _ => Rids.Here };
        rid.CompletionSources.Add([.. Rids.Known]);
        var output = new Option<string?>("--output", "-o") { Description = "The archive. Default: workshop-kit-RID.tar.gz where you stand.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replaces an archive that is there already." };
        var add = new Option<string[]>("--add") { Description = "Files to put beside, into tools/: installers of the .NET SDK and kubectl.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var command = new Command("kit", "Packs the workshop for a room without network: files, packages, built programs, guides.") { rid, output, force, add };
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            var (root, kind) = (context.Files.Root, Rids.Checked(parsed.GetValue(rid)!));
            var tools = (parsed.GetValue(add) ?? []).Select(Path.GetFullPath).ToList();
            if (tools.FirstOrDefault(tool => !File.Exists(tool)) is { } absent)
            {
                throw new LabException($"'{absent}', which is to be added, is no file.");
            }

            var target = Path.GetFullPath(parsed.GetValue(output) ?? $"workshop-kit-{kind}.tar.gz");
            var sources = await KitSources.FilesAsync(root, ct);
            // Looked at once before the programs are built, so that what cannot be is said at once.
            KitArchive.Refuse(target, parsed.GetValue(force));
            KitPlan.Of(root, kind, Rids.Here, sources, PackageList.Folders(root), null, tools);
            var programs = await KitPrograms.BuildAsync(root, context.Screen.Line, ct);
            var plan = KitPlan.Of(root, kind, Rids.Here, sources, PackageList.Folders(root), programs, tools);
            await KitArchive.WriteAsync(plan, target, parsed.GetValue(force), ct);
            context.Screen.Line($"Written: {target}");
            context.Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{plan.Entries.Count} files, {new FileInfo(target).Length / 1_000_000} MB, for {kind}. {KitPapers.ReadMe} in it says how to use it."));
            foreach (var package in plan.Missing)
            {
                context.Screen.Red($"Missing: {package.Id} {package.Version}");
            }

            if (plan.Missing.Count > 0)
            {
                context.Screen.Line($"This machine is {Rids.Here} and has none for {kind}. Put their .nupkg files into the kit's packages/, or pack the kit on a {kind} machine.");
            }

            return plan.Missing.Count == 0 ? ExitCodes.Green : ExitCodes.Red;
        });
        return command;
    }
}
