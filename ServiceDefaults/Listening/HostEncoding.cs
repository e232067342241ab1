using System.Text;

namespace Workshop.ServiceDefaults.Listening;

/// <summary>Reads the header Host in lower case. Kestrel compares it letter for letter with the host of a target such as <c>http://Gateway/</c>, which it has in lower case, though names of hosts have no case.</summary>
internal sealed class HostEncoding : Encoding
{
    private static readonly HostEncoding Instance = new();

    /// <returns>Null for every other header: Kestrel's own encoding.</returns>
    public static Encoding? For(string header) => header.Equals("Host", StringComparison.OrdinalIgnoreCase) ? Instance : null;

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        for (var i = 0; i < byteCount; i++)
        {
            var letter = (char)bytes[byteIndex + i];
            chars[charIndex + i] = letter is >= 'A' and <= 'Z' ? (char)(letter | 0x20) : letter;
        }

        return byteCount;
    }

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetMaxCharCount(int byteCount) => byteCount;
}
