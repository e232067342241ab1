namespace Workshop.Labs.Commands;

/// <summary>What scripts read of a command.</summary>
internal static class ExitCodes
{
    public const int Green = 0;
    public const int Red = 1;
    public const int Usage = 2;
}
