using CsCheck;

namespace Workshop.Dashboard.Tests.Telemetry;

/// <summary>One of some values.</summary>
internal static class Choice
{
    public static Gen<T> Of<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(at => all[at]);
}
