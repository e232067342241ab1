using System.Buffers.Text;
using System.Security.Cryptography;
using Workshop.Labs.State;

namespace Workshop.Labs.Rooms;

/// <summary>By which rooms know a learner again: a random text in the state folder, for its owner's eyes. It says nothing of who that is.</summary>
internal static class LearnerKey
{
    private const int Bytes = 16;

    public static string Of(string stateFolder)
    {
        var file = Path.Combine(stateFolder, "labs", "learner-key");
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 and <= 64 } key && Base64Url.IsValid(key))
        {
            return key;
        }

        var made = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        StateFiles.Write(file, made);
        return made;
    }
}
