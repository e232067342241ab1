using Aspire.Hosting;

namespace Workshop.Hosting.Terminal;

/// <summary>What an AppHost's program does wrong while it builds its model: nobody awaits it there, and the runtime would show a stack trace.</summary>
internal static class ProgramMistakes
{
    private const int Failure = 1;

    private static int _isTold;

    /// <summary>Can be called more than once.</summary>
    public static void TellInOneLine()
    {
        if (Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
            {
                if (unhandled.ExceptionObject is DistributedApplicationException mistake)
                {
                    Console.Error.WriteLine(mistake.Message);
                    Environment.Exit(Failure);
                }
            };
        }
    }
}
