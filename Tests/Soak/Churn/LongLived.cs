namespace Workshop.Soak.Tests.Churn;

/// <summary>The processes that live as long as a run: its own, and the application's pods; only the learner's pods come and go.</summary>
internal static class LongLived
{
    /// <returns>Ids by name; of several pods of one service the first.</returns>
    public static async Task<Dictionary<string, int>> Of(RunningWorkshop workshop)
    {
        var all = await ProcessTable.DescendantsOf(workshop.Process.Id);
        return all.Where(process => !process.IsDead)
            .Select(process => (process.Id, Name: Path.GetFileName(process.Command.Split(' ')[0])))
            .Where(process => process.Name is "Workshop.Gateway" or "Workshop.Hello" or "Workshop.Auth" or "Workshop.ClusterPage" or "Workshop.Toolbox")
            .GroupBy(process => process.Name)
            .ToDictionary(group => group.Key, group => group.First().Id)
            .Append(new("Workshop.AppHost", workshop.Process.Id))
            .ToDictionary();
    }
}
