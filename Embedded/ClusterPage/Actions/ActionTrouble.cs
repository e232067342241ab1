using System.Net;
using System.Text.Json;
using k8s.Autorest;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Actions;

/// <summary>Puts into words why the cluster did not do what it was asked for.</summary>
internal static class ActionTrouble
{
    /// <param name="what">Such as <c>delete pod 'a'</c>.</param>
    /// <returns>Null when it is a mistake of ours.</returns>
    public static string? Words(Exception trouble, string what) => trouble switch
    {
        HttpOperationException refusal => Words(refusal.Response.StatusCode, Message(refusal.Response.Content), what),
        ApiRefusalException refusal => Words(refusal.Code, refusal.Message, what),
        ClusterAccessException access => $"{access.Message} {access.WhatToDo}",
        HttpRequestException or IOException => $"The cluster does not answer, so nothing may have happened: {trouble.Message}",
        OperationCanceledException => "The cluster took too long to answer: look whether it happened, then try again.",
        _ => null,
    };

    private static string Words(HttpStatusCode code, string message, string what) => code switch
    {
        HttpStatusCode.Unauthorized => "The cluster does not accept the cluster page's credentials.",
        HttpStatusCode.Forbidden => $"The cluster does not let the cluster page {what}: {message}",
        HttpStatusCode.NotFound => $"Could not {what}: it is not there any more. ({message})",
        HttpStatusCode.Conflict => $"Could not {what}: it changed meanwhile, so what you saw was old. Look again, then try again. ({message})",
        HttpStatusCode.TooManyRequests => $"Could not {what} now: {message}",
        HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest => $"Could not {what}: {message}",
        _ => $"Could not {what}: the cluster answered {(int)code}: {message}",
    };

    // {"kind":"Status","message":"pods \"a\" not found",…}
    private static string Message(string? body)
    {
        if (string.IsNullOrEmpty(body))
        {
            return "no reason was given";
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("message", out var message) && message.GetString() is { Length: > 0 } text ? text : "no reason was given";
        }
        catch (JsonException)
        {
            return body.Length <= 200 ? body : body[..200] + "…";
        }
    }
}
