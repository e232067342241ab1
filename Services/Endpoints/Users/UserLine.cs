namespace Workshop.Endpoints.Users;

/// <summary>Reads <c>NAME:BCRYPT[:EMAIL]</c>, as <c>htpasswd -B</c> writes it but for the address.</summary>
internal static class UserLine
{
    // $2a$10$ and 53 letters of salt and hash.
    private const int HashCharacters = 60;

    /// <returns>Null when it cannot be read.</returns>
    public static User? Parse(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? Entry(line[..colon], line[(colon + 1)..]) : null;
    }

    /// <param name="name">Without a colon.</param>
    /// <param name="entry">What follows it: <c>BCRYPT[:EMAIL]</c>.</param>
    public static User? Entry(string name, string entry)
    {
        var parts = entry.Trim().Split(':', 2);
        return name.Length > 0 && parts[0].Length == HashCharacters && parts[0].StartsWith("$2", StringComparison.Ordinal)
            ? new User(name, parts.Length > 1 ? parts[1] : $"{name}@example.com", parts[0])
            : null;
    }
}
