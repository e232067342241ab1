namespace Workshop.Toolbox;

/// <summary>What a verb tells its caller on leaving.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int BadInput = 2;
}
