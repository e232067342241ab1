using System.Collections;
using Microsoft.AspNetCore.Http;
using Workshop.Endpoints.Answers;
using Workshop.ServiceDefaults.Answers;
using Workshop.ServiceDefaults.Health;

namespace Workshop.Endpoints.Lab;

/// <summary><c>/env</c> on the health port: what this process was told, with secrets masked.</summary>
internal sealed class EnvironmentEndpoint : IHealthPortEndpoint
{
    public string Path => "/env";

    public Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Method is not ("GET" or "HEAD"))
        {
            return Problem.WriteMethodNotAllowedAsync(context, "GET", "HEAD");
        }

        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(one => (Name: (string)one.Key, Value: (string?)one.Value ?? ""));
        return JsonAnswer.WriteAsync(context, json =>
        {
            foreach (var (name, value) in variables.OrderBy(one => one.Name, StringComparer.Ordinal))
            {
                json.WriteString(name, SecretMask.Show(name, value));
            }
        });
    }
}
