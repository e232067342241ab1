using Microsoft.AspNetCore.Http;

namespace Workshop.ServiceDefaults.Health;

/// <summary>Something that a service serves on its health port beside health: for those who run it, not for its users.</summary>
public interface IHealthPortEndpoint
{
    /// <value>The one path that it answers, such as <c>/faults</c>.</value>
    string Path { get; }

    Task AnswerAsync(HttpContext context);
}
