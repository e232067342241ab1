using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random value of letters, digits and, unless switched off, special characters.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    private const string LettersAndDigits = "ABCDEFGHJKMNPQRTUVWXYZabcdefghjkmnpqrtuvwxyz0123456789";
    private const string SpecialCharacters = "-_.{}~()*+!";

    /// <value>Default 22 characters: about 128 bits.</value>
    public int MinLength { get; set; } = 22;

    public bool Special { get; set; } = true;

    public override string GetDefaultValue() =>
        RandomNumberGenerator.GetString(Special ? LettersAndDigits + SpecialCharacters : LettersAndDigits, MinLength);
}
