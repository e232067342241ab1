using System.Net.Http.Headers;
using System.Text.Json;

namespace Workshop.Contract;

/// <summary>What came back, and claims about it.</summary>
public sealed record ContractAnswer(string Asked, int Status, string? Type, string Body, HttpResponseHeaders Headers, Version HttpVersion)
{
    public ContractAnswer Is(int status, string body)
    {
        Expect(Status == status && Body == body, $"{status} {JsonSerializer.Serialize(body)}");
        return this;
    }

    public ContractAnswer HasStatus(params int[] either)
    {
        Expect(either.Contains(Status), $"status {string.Join(" or ", either)}");
        return this;
    }

    public ContractAnswer HasType(string type)
    {
        Expect(Type == type, $"type '{type}'");
        return this;
    }

    public ContractAnswer HasHeader(string name, string value)
    {
        Expect(Headers.TryGetValues(name, out var values) && string.Join(", ", values) == value, $"header '{name}: {value}'");
        return this;
    }

    /// <summary>A claim of the rule's own.</summary>
    public ContractAnswer Holds(bool claim, string expected)
    {
        Expect(claim, expected);
        return this;
    }

    /// <summary>The original's refusal; or, after too many failures, 429 and when to come back.</summary>
    public ContractAnswer IsRefused() => Status == 429
        ? Holds(Headers.RetryAfter is not null, "429 with Retry-After")
        : Is(401, "authorization failed\n");

    /// <summary>A problem (RFC 9457) of this status, which shows nothing of the program behind it.</summary>
    public ContractAnswer IsProblem(int status)
    {
        HasStatus(status).HasType("application/problem+json");
        Expect(Json().TryGetProperty("status", out var said) && said.GetInt32() == status, $"a problem whose status is {status}");
        Expect(!Body.Contains("   at ", StringComparison.Ordinal), "no stack");
        return this;
    }

    public JsonElement Json()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Broken("JSON");
        }
    }

    private void Expect(bool claim, string expected)
    {
        if (!claim)
        {
            throw Broken(expected);
        }
    }

    private ContractBrokenException Broken(string expected) => new($"{Asked}: expected {expected}; came {Status} {Type} {JsonSerializer.Serialize(Body.Length > 300 ? Body[..300] + "…" : Body)}");
}
