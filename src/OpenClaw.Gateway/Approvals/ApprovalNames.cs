using System.Security.Cryptography;

namespace OpenClaw.Approvals;

/// <summary>Makes ids that can be read aloud over a bad line: two syllables and two digits, <c>bako-42</c>.</summary>
internal static class ApprovalNames
{
    // No c, q, x, w, j, h: they are heard as other letters, or as none.
    private const string Consonants = "bdfgklmnprstvz";
    private const string Vowels = "aeiou";

    /// <summary>One of 490,000, at random: an id must not tell how many there were, nor be guessed from the one before.</summary>
    public static ApprovalId Next() =>
        new(
            $"{Pick(Consonants)}{Pick(Vowels)}{Pick(Consonants)}{Pick(Vowels)}-{RandomNumberGenerator.GetInt32(10)}{RandomNumberGenerator.GetInt32(10)}"
        );

    private static char Pick(string letters) => letters[RandomNumberGenerator.GetInt32(letters.Length)];
}
