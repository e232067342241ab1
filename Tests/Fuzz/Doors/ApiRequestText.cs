using System.Buffers.Text;
using System.Text;
using Workshop.Fuzz.Tests.Engine;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>A request as an input: <c>POST /api/v1/pods?dryRun=All</c>, lines of headers, an empty line, the body. Head and body are changed each in its own way.</summary>
internal sealed record ApiRequestText(string Head, byte[] Body)
{
    /// <summary>A token in the clear, its parts with <c>|</c> between, so that what is changed is what they say.</summary>
    public const string JwtHeader = "Jwt";

    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static byte[] Of(string line, string body = "", string type = "", params IEnumerable<string> headers)
    {
        var head = string.Join('\n', [line, .. type.Length > 0 ? [$"Content-Type: {type}"] : Array.Empty<string>(), .. headers]);
        return new ApiRequestText(head, Encoding.UTF8.GetBytes(body)).ToInput();
    }

    public static ApiRequestText Read(byte[] input)
    {
        var end = input.AsSpan().IndexOf("\n\n"u8);
        return end < 0 ? new ApiRequestText(Encoding.UTF8.GetString(input), []) : new ApiRequestText(Encoding.UTF8.GetString(input, 0, end), input[(end + 2)..]);
    }

    public byte[] ToInput() => [.. Encoding.UTF8.GetBytes(Head), .. "\n\n"u8, .. Body];

    public ApiRequestText Change(Mutator mutator, Random random) => Body.Length > 0 && random.Next(3) > 0
        ? this with { Body = mutator.TryChangeJson(Body) is { } json && random.Next(4) > 0 ? json : mutator.Change(Body) }
        : this with { Head = Encoding.UTF8.GetString(mutator.Change(Encoding.UTF8.GetBytes(Head))) };

    /// <returns>Null: no client can send such a line.</returns>
    public HttpRequestMessage? ToRequest(Uri server)
    {
        var lines = Head.Split('\n');
        var parts = lines[0].Split(' ', 2);
        if (parts.Length < 2 || !TryMethod(parts[0], out var method) || !Uri.TryCreate($"{server.GetLeftPart(UriPartial.Authority)}/{parts[1].TrimStart('/')}", AsItIs, out var address))
        {
            return null;
        }

        var request = new HttpRequestMessage(method, address) { Version = System.Net.HttpVersion.Version20, Content = Body.Length > 0 ? new ByteArrayContent(Body) : null };
        foreach (var header in lines.Skip(1).Select(line => line.Split(':', 2)).Where(header => header.Length == 2))
        {
            if (header[0].Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                request.Content?.Headers.TryAddWithoutValidation("Content-Type", header[1].Trim());
            }
            else if (header[0] == JwtHeader)
            {
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {string.Join('.', header[1].Split('|').Select(part => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part))))}");
            }
            else
            {
                request.Headers.TryAddWithoutValidation(header[0], header[1].Trim());
            }
        }

        return request;
    }

    private static bool TryMethod(string text, out HttpMethod method)
    {
        method = HttpMethod.Get;
        if (text.Length is 0 or > 20 || !text.All(char.IsAsciiLetter) || text is "CONNECT")
        {
            return false;
        }

        method = new HttpMethod(text);
        return true;
    }
}
