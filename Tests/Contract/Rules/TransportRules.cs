namespace Workshop.Contract.Rules;

/// <summary>What only HTTPS has.</summary>
internal static class TransportRules
{
    public static IReadOnlyList<ContractRule> All { get; } =
    [
        new("Over HTTPS HTTP/2 is answered, too", target => target.Address.Scheme == Uri.UriSchemeHttps, async (target, ct) =>
        {
            var answer = await target.AskByHttp2("/", ct);
            answer.Is(200, HelloRules.Hello).Holds(answer.HttpVersion == System.Net.HttpVersion.Version20, "HTTP/2");
        }),
    ];
}
