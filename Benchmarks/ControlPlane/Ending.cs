using System.Runtime.InteropServices;

namespace Workshop.Benchmarks.ControlPlane;

/// <summary>When a program that was started for a measurement is told to end.</summary>
internal static class Ending
{
    public static async Task WaitAsync()
    {
        var told = new TaskCompletionSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Tell);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Tell);
        await told.Task;

        void Tell(PosixSignalContext context)
        {
            context.Cancel = true;
            told.TrySetResult();
        }
    }
}
