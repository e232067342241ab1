namespace Workshop.Gateway.Forwarding;

/// <summary>Decides what a failed attempt allows, so that a pod that has just gone costs no request.</summary>
internal static class RetryPlan
{
    public static Retry For(string method, bool hasBody, AttemptFailure failure) => failure switch
    {
        // Nothing was sent, not a byte of the body was read, whatever the method.
        AttemptFailure.NoConnection => Retry.Elsewhere,

        // The backend may have acted, and a body is gone. Once more only where twice does what once does.
        AttemptFailure.BrokenOff when IsIdempotent(method) && !hasBody => Retry.Once,
        _ => Retry.No,
    };

    private static bool IsIdempotent(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method);
}
