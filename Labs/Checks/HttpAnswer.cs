namespace Workshop.Labs.Checks;

/// <summary>An answer over HTTP, or none.</summary>
/// <param name="Status">0 when there was no answer at all; <paramref name="Body"/> says why then.</param>
public sealed record HttpAnswer(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public static HttpAnswer None(string why) => new(0, why, new Dictionary<string, string>());

    /// <summary>In one line, whatever answered.</summary>
    public override string ToString() => Status == 0 ? $"no answer ({Body})" : $"{Status} {(Body.Length > 120 ? Body[..120] + "…" : Body).ReplaceLineEndings(" ").Trim()}";
}
