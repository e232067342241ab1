using Yarp.ReverseProxy.Forwarder;

namespace Workshop.Gateway.Forwarding;

/// <summary>Decides what a failed attempt allows, so that a pod that has just gone costs no request.</summary>
internal static class RetryPlan
{
    public static Retry For(string method, bool hasBody, ForwarderError error, Exception? exception)
    {
        if (error != ForwarderError.Request)
        {
            return Retry.No;
        }

        // No connection came about: nothing was sent, not a byte of the body was read, whatever the method.
        if (IsNoConnection(exception))
        {
            return Retry.Elsewhere;
        }

        // The connection broke before an answer: the backend may have acted, and a body is gone. Once more only where twice does what once does.
        return IsIdempotent(method) && !hasBody ? Retry.Once : Retry.No;
    }

    public static bool IsNoConnection(Exception? exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };

    private static bool IsIdempotent(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method);
}
