namespace Workshop.EndToEnd;

/// <summary>The one running application that most tests share. Started by the first that asks, ended by the last collection's test.</summary>
internal static class SharedWorkshop
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static RunningWorkshop? _running;
    private static Exception? _failure;

    static SharedWorkshop() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Kill();

    /// <summary>The application, Ready.</summary>
    public static async Task<RunningWorkshop> Get()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        RequiredTool.Named("curl");
        await Gate.WaitAsync();
        try
        {
            // What did not start once will not start for the next fifty tests: they fail at once with the first one's reason.
            if (_failure is not null)
            {
                throw new InvalidOperationException(_failure.Message, _failure);
            }

            return _running ??= await RunningWorkshop.Start([]);
        }
        catch (Exception e) when (_running is null)
        {
            _failure = e;
            throw;
        }
        finally
        {
            Gate.Release();
        }
    }

    // A test run that was broken off must not leave a cluster behind.
    private static void Kill()
    {
        if (_running is { Process.HasExited: false } left)
        {
            Signals.Send(left.Process.Id, Signals.Terminate);
        }
    }
}
