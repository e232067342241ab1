using System.Text;

namespace Workshop.Gateway.Forwarding;

/// <summary>
/// A header's value is bytes, and whoever sent it knows in which encoding: each byte passes as the character of its number (Latin-1), in both directions,
/// so that what a backend or a client gets is what the other one wrote. Left alone, the server refuses what is no UTF-8 and the client what is no ASCII.
/// </summary>
internal static class HeaderBytes
{
    public static Encoding Encoding => Encoding.Latin1;

    public static void KeepHeaderBytes(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        // Beside those that the defaults name already.
        var others = kestrel.RequestHeaderEncodingSelector;
        kestrel.RequestHeaderEncodingSelector = name => others(name) ?? Encoding;
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding;
    });

    /// <summary>The characters that the bytes of a text pass as, where it is written in UTF-8.</summary>
    public static string Of(string text) => Ascii.IsValid(text) ? text : Encoding.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>The ways in which a client may write the text of a route file.</summary>
    public static IEnumerable<string> Spellings(string text) => Ascii.IsValid(text) ? [text] : [Of(text), text];
}
