-- Figures for the lessons in a document, drawn by the tool unroll.
--
-- The tool must be on the PATH; the environment variable UNROLL names it where it is not. All that
-- this filter does is to hand the document over: blocks, keys and messages are the tool's.

local tool = os.getenv('UNROLL') or 'unroll'

local function has_lesson(doc)
  local found = false
  doc:walk {
    CodeBlock = function(block)
      for _, class in ipairs(block.classes) do
        -- Quarto hands over the cells of languages that it does not know as {unroll}.
        found = found or class == 'unroll' or class == '{unroll}'
      end
    end
  }
  return found
end

function Pandoc(doc)
  if not has_lesson(doc) then return nil end
  return pandoc.utils.run_json_filter(doc, tool, { 'pandoc', FORMAT })
end
